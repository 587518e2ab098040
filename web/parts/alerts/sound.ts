/** Two short tones, the second one higher: seconds from the start, and hertz. */
const tones = [
  { atSeconds: 0, hertz: 660 },
  { atSeconds: 0.16, hertz: 880 },
] as const
const toneSeconds = 0.14
const loudness = 0.2

let audio: AudioContext | undefined

/** Plays the sound of a new alert. A browser that has not been touched yet stays silent. */
export function playAlert(): void {
  audio ??= new AudioContext()
  const context = audio
  void context.resume().then(
    () => {
      for (const { atSeconds, hertz } of tones) playTone(context, context.currentTime + atSeconds, hertz)
    },
    () => undefined,
  )
}

function playTone(context: AudioContext, atSeconds: number, hertz: number): void {
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = hertz
  // A sudden end would click.
  volume.gain.setValueAtTime(loudness, atSeconds)
  volume.gain.exponentialRampToValueAtTime(0.001, atSeconds + toneSeconds)
  tone.connect(volume).connect(context.destination)
  tone.start(atSeconds)
  tone.stop(atSeconds + toneSeconds)
}
