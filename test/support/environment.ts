/** What a child of a test may know of this machine: not the settings of whoever runs it. */
export function testEnvironment(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, HOME: process.env.HOME }
}
