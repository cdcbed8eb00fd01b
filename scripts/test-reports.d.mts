interface Count {
  passed: number
  /** One entry for each failure: where, which test and the first lines of why. */
  failures: string[]
}
export function countVitest(file: string, exitCode: number): Count
export function countPlaywright(file: string, exitCode: number): Count
