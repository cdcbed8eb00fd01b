import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type LinkKind } from '../../../shared/contract/people.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'

const takenBackAtOnce = 'Taken back at once.'

const said: Record<LinkKind, string> = {
  twin: 'Noted as twins',
  sibling: 'Noted as siblings',
  not_same: 'Kept as two children, not asked again',
}

/** Returns how to read everything again: a merge moves referrals between children on every screen. */
export function useReadAgain(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(() => queryClient.invalidateQueries(), [queryClient])
}

/** Says what was decided about two records, offers to take it back, and reads everything again. */
export function usePeopleDone() {
  const client = useClient()
  const announce = useAnnounce()
  const readAgain = useReadAgain()
  const takeBack = useCallback(
    async (work: () => Promise<unknown>, done: string) => {
      try {
        await work()
      } catch (error) {
        showProblem(refusalOf(error), 'Nothing was taken back')
        return
      }
      await readAgain()
      showDone(done)
    },
    [readAgain],
  )
  return {
    async linked(linkId: string, kind: LinkKind): Promise<void> {
      announce(said[kind])
      showUndo({
        message: said[kind],
        onUndo: () =>
          takeBack(
            () => client.people.unlink({ linkId, reason: takenBackAtOnce }),
            'The decision was taken back',
          ),
      })
      await readAgain()
    },
    async merged(mergeId: string, sameServiceTwice: readonly string[]): Promise<void> {
      const twice =
        sameServiceTwice.length === 0
          ? ''
          : ` Now open twice: ${sameServiceTwice.join(', ')}. Close one of the two.`
      announce(`Merged into one record.${twice}`)
      showUndo({
        message: `Merged into one record.${twice}`,
        onUndo: () =>
          takeBack(
            () => client.people.unmerge({ mergeId, reason: takenBackAtOnce }),
            'The two records are as they were',
          ),
      })
      await readAgain()
    },
  }
}
