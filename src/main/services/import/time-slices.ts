import { setImmediate } from 'node:timers/promises'

/** Lets other calls be answered in the middle of long work. */
export interface TimeSlices {
  /** True once the present slice has lasted long enough: then `await rest()`. */
  readonly over: boolean
  rest(): Promise<void>
}

/** Slices of about so many milliseconds. */
export function timeSlices(milliseconds = 12): TimeSlices {
  let started = performance.now()
  return {
    get over() {
      return performance.now() - started >= milliseconds
    },
    async rest() {
      await setImmediate()
      started = performance.now()
    },
  }
}
