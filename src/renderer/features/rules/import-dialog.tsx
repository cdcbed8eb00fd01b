import { Text } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleDraft } from '../../../shared/contract/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { changeCount, useDraftChange } from './use-draft.ts'
import { counted, draftWords } from './words.ts'

/** Takes a rule file into the draft, in place of what the draft holds, after saying so. */
export function ImportDialog({ draft, onClose }: { draft: RuleDraft; onClose: () => void }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState(true)
  const importing = useDraftChange((file: string, draftVersion) =>
    client.rules.importDraft({ draftVersion, file }),
  )
  function close(): void {
    setOpened(false)
    onClose()
  }
  return (
    <Confirm
      opened={opened}
      title="Import a rule file?"
      action="Choose the file"
      onConfirm={async () => {
        const file = await window.cypWaits.chooseFileToOpen('rules')
        if (file === null) return
        try {
          const read = await importing.mutateAsync(file.token)
          showDone(
            `${file.name} is in the draft: ${counted(read.rules.length, 'rule')}. Nothing is in use yet.`,
          )
          navigate('/rules')
        } catch (error) {
          showProblem(refusalOf(error), `${file.name} was not taken in`)
        }
      }}
      onClose={close}
    >
      <Text size="md">
        The rules of the file become the draft. What they change can be read, tried on the list and discarded
        before anything is published.
      </Text>
      {changeCount(draft) > 0 && (
        <Text size="md" mt="sm">
          <strong>They replace the present draft</strong> ({draftWords(draft)}).
        </Text>
      )}
    </Confirm>
  )
}
