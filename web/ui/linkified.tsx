const address = /https?:\/\/[^\s<>"]+/

/** Text in which web addresses can be followed. */
export function Linkified({ text }: { text: string }) {
  const found = address.exec(text)
  if (!found) return text
  const [url] = found
  return (
    <>
      {text.slice(0, found.index)}
      <a href={url} className="break-all text-accent underline underline-offset-4">
        {url}
      </a>
      <Linkified text={text.slice(found.index + url.length)} />
    </>
  )
}
