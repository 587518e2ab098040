import { Card } from '../../ui/card.tsx'

const highestScore = 95

/** How sure we are, and from how many signs. */
export function SignalsCard({ signals, score }: { signals: number; score: number }) {
  return (
    <Card
      title="How sure it is"
      aside={
        <span className="figures text-sm text-text-2">
          {score} of {highestScore}
        </span>
      }
    >
      <meter className="score-meter h-2 w-full" min={0} max={highestScore} value={score} aria-label="Score">
        {score} of {highestScore}
      </meter>
      <p className="mt-1 text-sm text-text-2">
        {signals === 1 ? 'One sign' : `${signals} signs`} so far. {sureWords(score)}
      </p>
    </Card>
  )
}

function sureWords(score: number): string {
  if (score > 80) return 'Several sources agree.'
  if (score > 60) return 'A person or a deadline says so.'
  return score > 40 ? 'A guess that a second source would confirm.' : 'Only a sign: it climbs no ladder yet.'
}
