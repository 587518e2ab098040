const address = /(https?:\/\/[^\s<>"]+)/

/** Text in which web addresses can be followed. */
export function Linkified({ text }: { text: string }) {
  return text.split(address).map((part, index) =>
    index % 2 === 1 ? (
      <a key={`${index}-${part}`} href={part} className="break-all text-accent underline underline-offset-4">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
