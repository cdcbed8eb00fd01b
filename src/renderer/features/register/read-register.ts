import type { Client } from '../../app/client.ts'
import type { Refusal } from '../../../shared/result.ts'
import { readChild } from '../forms/index.ts'
import type { RegisterDraft } from './register-draft.ts'

type Input = Parameters<Client['referrals']['register']>[0]
interface FieldMessage {
  field: string
  message: string
}

/** The draft as the backend takes it, or what is still wrong with which field. */
export function readRegister(
  draft: RegisterDraft,
  today: string,
): { ok: true; input: Input } | { ok: false; problems: FieldMessage[] } {
  const problems: FieldMessage[] = []
  let child: Input['child'] | null = null
  if (draft.who.kind === 'none') problems.push({ field: 'who', message: 'Find the child, or add a new one' })
  else if (draft.who.kind === 'existing') child = { kind: 'existing', childId: draft.who.child.childId }
  else {
    const reading = readChild(draft.who.child, today)
    if (reading.ok) child = { kind: 'new', child: reading.child, relatedTo: draft.who.relatedTo }
    else problems.push(...reading.problems)
  }
  if (draft.serviceId === null) problems.push({ field: 'serviceId', message: 'Choose the service' })
  if (draft.receivedDate === null)
    problems.push({ field: 'receivedDate', message: 'Enter the day the referral was received' })
  if (problems.length > 0 || child === null || draft.serviceId === null || draft.receivedDate === null)
    return { ok: false, problems }
  return {
    ok: true,
    input: {
      child,
      referral: {
        ...draft.facts,
        ...(draft.transferFrom !== null && {
          circumstances: { ...draft.facts.circumstances, transferIn: true },
          transferFrom: draft.transferFrom.trim() || null,
        }),
        serviceId: draft.serviceId,
        receivedDate: draft.receivedDate,
        reason: draft.reason.trim() === '' ? null : draft.reason,
      },
    },
  }
}

/** The fields of this form that a refusal speaks of; empty when it speaks of none. */
export function fieldsOfRefusal(refusal: Refusal): FieldMessage[] {
  const named = refusal.issues?.filter((issue) => issue.field !== '') ?? []
  const all =
    named.length > 0 ? named : refusal.field ? [{ field: refusal.field, message: refusal.message }] : []
  return all.map(({ field, message }) => ({
    field: field.replace(/^(child\.child|referral(\.circumstances)?)\./, ''),
    message,
  }))
}
