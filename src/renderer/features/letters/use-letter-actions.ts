import type { LetterSentBy } from '../../../shared/codes/letter-purposes.ts'
import type { LetterException } from '../../../shared/contract/letters.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'

/** "1 letter", "12 letters". */
export function lettersCounted(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'letter' : 'letters'}`
}

function leftOut(exceptions: readonly LetterException[]): void {
  const [first] = exceptions
  if (!first) return
  const more = exceptions.length > 1 ? ` And ${formatCount(exceptions.length - 1)} more.` : ''
  showProblem(
    { kind: 'invalid', message: `${first.childName}: ${first.why}${more}` },
    `Left out: ${lettersCounted(exceptions.length)}`,
  )
}

/** What can be done with letters that exist, each saying how it went. */
export function useLetterActions() {
  const client = useClient()

  async function told<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      showProblem(refusalOf(error))
      return null
    }
  }

  /** Hands letters to the printer or saves them as one PDF. Returns whether paper or file came of it. */
  async function handOver(letterIds: readonly string[], to: 'printer' | 'pdf'): Promise<boolean> {
    const handed = await told(() => client.letters.handOver({ letterIds: [...letterIds], to }))
    if (handed === null) return false
    const bridge = window.cypWaits
    const outcome = await (to === 'pdf' ? bridge.savePage(handed.ticket) : bridge.printPage(handed.ticket))
    if (outcome === 'done')
      showDone(
        to === 'pdf'
          ? `Saved as a PDF: ${lettersCounted(handed.letters)}`
          : `Sent to the printer: ${lettersCounted(handed.letters)}`,
      )
    if (outcome === 'failed' || outcome === 'gone')
      showProblem({
        kind: 'unavailable',
        message:
          to === 'pdf'
            ? 'The PDF could not be written. Choose another place, or close the file if it is open.'
            : 'The letters could not be printed. Check the printer, or save them as a PDF.',
      })
    return outcome === 'done'
  }

  async function markSent(letterIds: readonly string[], how: LetterSentBy, sentOn: string): Promise<boolean> {
    const done = await told(() => client.letters.markSent({ letterIds: [...letterIds], how, sentOn }))
    if (done === null) return false
    leftOut(done.exceptions)
    const left = new Set(done.exceptions.map(({ referralId }) => referralId))
    if (done.sent > 0)
      showUndo({
        message: `Marked as sent: ${lettersCounted(done.sent)}`,
        onUndo: () => told(() => client.letters.undoSent({ letterIds: [...letterIds] })),
      })
    return left.size === 0
  }

  async function cancel(letterIds: readonly string[], reason: string): Promise<boolean> {
    const done = await told(() => client.letters.cancel({ letterIds: [...letterIds], reason }))
    if (done === null) return false
    leftOut(done.exceptions)
    if (done.cancelled > 0) showDone(`Cancelled: ${lettersCounted(done.cancelled)}`)
    return true
  }

  return { told, handOver, markSent, cancel }
}
