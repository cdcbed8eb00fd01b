import { Button, Modal } from '@mantine/core'
import { IconFlask, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useClient } from '../../app/rpc.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { Diff } from './diff-view.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import classes from './rules.module.css'
import { changeCount, useDraft, useDraftChange, useMayBench, useMayChangeRules } from './use-draft.ts'
import { dayOf, draftWords } from './words.ts'

const draftOf = { kind: 'draft' } as const

/** What the draft changes against the published rules, and what can be done with it. Nothing while it changes nothing. */
export function DraftBar({ isOnBench = false }: { isOnBench?: boolean }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const { data: draft } = useDraft()
  const mayChange = useMayChangeRules()
  const mayBench = useMayBench()
  const [opened, setOpened] = useState<'diff' | 'discard' | 'publish' | null>(null)
  const discarding = useDraftChange((_: null, draftVersion) => client.rules.discardDraft({ draftVersion }))
  if (!draft || changeCount(draft) === 0) return null
  const close = () => setOpened(null)
  const words = draftWords(draft)
  return (
    <section className={classes.draft} aria-label="Draft">
      <IconPencil size={20} aria-hidden />
      <div className={classes.draftWords}>
        <strong>Draft: {words}</strong>
        <span>
          {draft.changedBy !== null && `Last changed by ${draft.changedBy}`}
          {draft.changedAt !== null && ` on ${dayOf(draft.changedAt)}`}. Not in use until it is published.
          {draft.isBehind &&
            ' A newer version was published since the draft was begun: look at what differs first.'}
        </span>
      </div>
      <div className={classes.draftActions}>
        <Button variant="default" onClick={() => setOpened('diff')}>
          What differs
        </Button>
        {mayBench && !isOnBench && (
          <Button
            variant="default"
            leftSection={<IconFlask size={16} aria-hidden />}
            onClick={() => navigate('/rules/part/bench')}
          >
            Try on the list
          </Button>
        )}
        {mayChange && (
          <>
            <Button variant="default" onClick={() => setOpened('discard')}>
              Discard…
            </Button>
            <Button onClick={() => setOpened('publish')}>Publish…</Button>
          </>
        )}
      </div>
      <Modal
        opened={opened === 'diff'}
        onClose={close}
        size="xl"
        title="What the draft changes"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Diff from={{ kind: 'version', version: draft.basedOn }} to={draftOf} />
      </Modal>
      <Confirm
        opened={opened === 'discard'}
        title="Discard the draft?"
        action="Discard the draft"
        cancel="Keep it"
        destructive
        onConfirm={async () => {
          try {
            await discarding.mutateAsync(null)
            showDone('The draft is as the published rules again.')
          } catch (error) {
            showProblem(refusalOf(error), 'The draft was not discarded')
          }
        }}
        onClose={close}
      >
        {words}. These changes are lost for everybody; the published rules stay as they are.
      </Confirm>
      {opened === 'publish' && <PublishDialog draft={draft} onClose={close} />}
    </section>
  )
}
