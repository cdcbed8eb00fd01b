import { createFileChecks, type FileChecks, numberSharing } from '../../domain/import-rows/file-checks.ts'
import type { RowIssue } from '../../domain/import-rows/problems.ts'
import { createRowValidator, type RowValidator } from '../../domain/import-rows/validate-row.ts'
import type { ValidRow } from '../../domain/import-rows/valid-row.ts'
import type { ChildIdentity } from '../../domain/matching/compare-children.ts'
import type { Draft, DraftRow } from './draft.ts'
import type { KeyedChild, Lookups } from './lookups.ts'
import { unpackCells } from './packed-cells.ts'

type Found = { kind: 'draft'; position: number } | { kind: 'stored'; child: KeyedChild } | { kind: 'new' }
type Known = Pick<
  KeyedChild,
  'family_name' | 'given_name' | 'preferred_name' | 'date_of_birth' | 'nhs_number'
>

/**
 * Finds for each row of a draft the child and the referral it is about. Only exact identifiers join a row to a
 * child: the NHS number, else the local id where name or birthday do not speak against it. Everybody who is merely
 * alike stays a child of their own.
 */
export class RowPlacer {
  readonly #draft: Draft
  readonly #lookups: Lookups
  readonly #validate: RowValidator
  readonly #checks: FileChecks = createFileChecks()
  readonly #byNumber = new Map<string, number>()
  readonly #byLocalId = new Map<string, number>()
  readonly #byStored = new Map<string, number>()
  readonly #takenReferrals = new Set<string>()

  constructor(draft: Draft, lookups: Lookups) {
    this.#draft = draft
    this.#lookups = lookups
    this.#validate = createRowValidator(draft.validation)
  }

  /** Referrals of the store that rows of the file are about. */
  get mentioned(): ReadonlySet<string> {
    return this.#takenReferrals
  }

  /** Adds a row with its cells in the canonical order (packed); `problem` refuses it whole. */
  add(row: number, cells: string, original: string, problem?: string): DraftRow {
    const added: DraftRow = {
      row,
      cells,
      original,
      effect: 'rejected',
      issues: [],
      child: -1,
      referralId: null,
    }
    this.#draft.rows.push(added)
    if (problem !== undefined) added.issues = [{ row, column: '', code: 'invalid_value', message: problem }]
    else this.place(this.#draft.rows.length - 1)
    return added
  }

  /** Checks a row of the draft (again) and finds what it is about; its issues are empty when it is good. */
  place(position: number): void {
    const target = this.#draft.rows[position]
    if (target === undefined) return
    const checked = this.#validate(target.row, unpackCells(target.cells))
    target.issues = checked.ok ? this.#placeValid(position, target, checked.row) : checked.issues
    if (target.issues.length > 0) return
    target.effect = target.referralId === null ? 'created' : 'unchanged'
    target.original = null
  }

  #placeValid(position: number, target: DraftRow, row: ValidRow): readonly RowIssue[] {
    const owner = row.nhsNumber === null ? undefined : this.#ownerOfNumber(row, row.nhsNumber)
    const byLocalId = this.#byLocal(row)
    if ('issue' in byLocalId) return [byLocalId.issue]
    const found: Found = owner ?? byLocalId.found
    const referral = this.#referralOf(row, found)
    if ('issue' in referral) return [referral.issue]
    const inStore = owner?.kind === 'stored' ? knownOf(owner.child) : null
    const { issues } = this.#checks.check(row, inStore)
    if (issues.length > 0) return issues
    target.child = this.#childPosition(row, referral.child)
    target.referralId = referral.id
    this.#draft.children[target.child]?.rows.push(position)
    if (referral.id !== null) this.#takenReferrals.add(referral.id)
    return []
  }

  #ownerOfNumber(row: ValidRow, nhsNumber: string): Found | undefined {
    const position = this.#byNumber.get(nhsNumber)
    if (position !== undefined) return { kind: 'draft', position }
    const holders = this.#lookups.childrenByNumber(nhsNumber)
    // Of records that are one child now, the row may be told by the names of either.
    const child = holders.find((each) => numberSharing(row, knownOf(each)) !== 'other_child') ?? holders[0]
    return child === undefined ? undefined : this.#storedOrDraft(child)
  }

  #storedOrDraft(child: KeyedChild): Found {
    const position = this.#byStored.get(child.id)
    return position === undefined ? { kind: 'stored', child } : { kind: 'draft', position }
  }

  #byLocal(row: ValidRow): { found: Found } | { issue: RowIssue } {
    const id = row.localPatientId
    if (id === null) return { found: { kind: 'new' } }
    const position = this.#byLocalId.get(id)
    const inDraft = position === undefined ? undefined : this.#draft.children[position]
    if (position !== undefined && inDraft !== undefined) {
      const issue = localIdIssue(row, knownFrom(inDraft.identity), `row ${this.#firstRow(inDraft.rows)}`)
      return issue === null ? { found: { kind: 'draft', position } } : { issue }
    }
    const stored = this.#lookups.childrenByLocalId(id)
    const problems = stored.map((child) => localIdIssue(row, child, 'a child already on the list'))
    const fitting = stored.find((_, index) => problems[index] === null)
    if (fitting !== undefined) return { found: this.#storedOrDraft(fitting) }
    const [problem] = problems
    return problem === undefined || problem === null ? { found: { kind: 'new' } } : { issue: problem }
  }

  #firstRow(positions: readonly number[]): number {
    return this.#draft.rows[positions[0] ?? -1]?.row ?? 0
  }

  /** The referral of the store that the row is about, and the child, which a known referral can settle. */
  #referralOf(row: ValidRow, found: Found): { id: string | null; child: Found } | { issue: RowIssue } {
    const orInError = row.closedReason === 'registered_in_error'
    const childId = this.#storedId(found)
    if (row.referralId !== null) {
      const known = this.#lookups
        .referralsByExternalId(row.referralId, row.service, orInError)
        .find((each) => !this.#takenReferrals.has(each.id))
      if (known !== undefined) {
        if (known.child_id === childId) return { id: known.id, child: found }
        return this.#strangersReferral(row, found, known)
      }
    }
    if (childId === null) return { id: null, child: found }
    const same = this.#lookups
      .referralsByKey(childId, row.service, row.receivedDate, orInError)
      .find(
        (each) =>
          !this.#takenReferrals.has(each.id) && (row.referralId === null || each.external_id === null),
      )
    return { id: same?.id ?? null, child: found }
  }

  #storedId(found: Found): string | null {
    if (found.kind === 'stored') return found.child.id
    return found.kind === 'draft' ? (this.#draft.children[found.position]?.childId ?? null) : null
  }

  /** A referral known by its id whose child the row's own identifiers did not find. */
  #strangersReferral(
    row: ValidRow,
    found: Found,
    known: { id: string; child_id: string },
  ): { id: string; child: Found } | { issue: RowIssue } {
    const child = this.#lookups.child(known.child_id)
    const otherNumber =
      child?.nhs_number !== null && row.nhsNumber !== null && child?.nhs_number !== row.nhsNumber
    if (otherNumber) {
      return {
        issue: {
          row: row.row,
          column: 'nhs_number',
          code: 'nhs_number_conflict',
          message: 'The referral id is that of a child on the list who has another NHS number.',
        },
      }
    }
    const records = child === undefined ? [] : [child, ...this.#lookups.mergedInto(child.id)]
    const isOther = records.every((record) => numberSharing(row, knownOf(record)) === 'other_child')
    if (child === undefined || found.kind !== 'new' || isOther) {
      return {
        issue: {
          row: row.row,
          column: 'referral_id',
          code: 'invalid_value',
          message: 'The referral id is that of another child on the list. One of the two is wrong.',
        },
      }
    }
    return { id: known.id, child: this.#storedOrDraft(child) }
  }

  #childPosition(row: ValidRow, found: Found): number {
    const position = found.kind === 'draft' ? found.position : this.#newChild(row, found)
    const child = this.#draft.children[position]
    if (child !== undefined) {
      child.identity.nhsNumber ??= row.nhsNumber
      child.localPatientId ??= row.localPatientId
    }
    if (row.nhsNumber !== null) this.#byNumber.set(row.nhsNumber, position)
    if (row.localPatientId !== null && !this.#byLocalId.has(row.localPatientId))
      this.#byLocalId.set(row.localPatientId, position)
    return position
  }

  #newChild(row: ValidRow, found: Found): number {
    const stored = found.kind === 'stored' ? found.child : null
    const position = this.#draft.children.length
    this.#draft.children.push({
      childId: stored?.id ?? null,
      rows: [],
      identity: {
        nhsNumber: stored?.nhs_number ?? row.nhsNumber,
        familyName: row.familyName,
        givenName: row.givenName,
        preferredName: row.preferredName,
        dateOfBirth: row.dateOfBirth,
        postcode: row.postcode,
        gender: row.gender,
      },
      localPatientId: stored?.local_patient_id ?? row.localPatientId,
    })
    if (stored !== null) this.#byStored.set(stored.id, position)
    return position
  }
}

/** Why a row cannot be about the child that has its local id; null when it can. */
function localIdIssue(row: ValidRow, child: Known, where: string): RowIssue | null {
  if (row.nhsNumber !== null && child.nhs_number !== null && row.nhsNumber !== child.nhs_number) {
    return {
      row: row.row,
      column: 'nhs_number',
      code: 'nhs_number_conflict',
      message: `The local patient id is that of ${where}, who has another NHS number. One of the two is wrong.`,
    }
  }
  if (numberSharing(row, knownOf(child)) !== 'other_child') return null
  return {
    row: row.row,
    column: 'local_patient_id',
    code: 'invalid_value',
    message: `The local patient id is that of ${where}, whose name or date of birth is another child's.`,
  }
}

function knownOf(child: Omit<Known, 'nhs_number'>) {
  return {
    familyName: child.family_name,
    givenName: child.given_name,
    preferredName: child.preferred_name,
    dateOfBirth: child.date_of_birth,
  }
}

function knownFrom(identity: ChildIdentity): Known {
  return {
    family_name: identity.familyName,
    given_name: identity.givenName,
    preferred_name: identity.preferredName ?? null,
    date_of_birth: identity.dateOfBirth,
    nhs_number: identity.nhsNumber ?? null,
  }
}
