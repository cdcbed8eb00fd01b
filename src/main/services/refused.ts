import type { Refusal } from '../../shared/result.ts'

/**
 * A refusal that is thrown. For streams only, which cannot return a result once they have begun, and for undoing a
 * transaction; everything else returns its refusal as a value.
 */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.name = 'Refused'
    this.refusal = refusal
  }
}
