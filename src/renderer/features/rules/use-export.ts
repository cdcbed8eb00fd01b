import { useMutation } from '@tanstack/react-query'
import type { RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { counted } from './words.ts'

/** Asks where to save and writes a rule file there. Nothing when no place was chosen. */
export function useExport() {
  const client = useClient()
  const announce = useAnnounce()
  return useMutation({
    async mutationFn(of: RuleSetRef) {
      const target = await window.cypWaits.chooseWhereToSave('rules.json')
      if (target === null) return null
      const { rules } = await client.rules.exportFile({ of, file: target.token })
      return { name: target.name, rules }
    },
    onSuccess(saved) {
      if (!saved) return
      const words = `Saved ${saved.name} with ${counted(saved.rules, 'rule')}.`
      showDone(words)
      announce(words)
    },
    onError: (error) => showProblem(refusalOf(error), 'The rule file was not saved'),
  })
}
