import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconCircleOff, IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useLocation } from 'wouter'
import type { RuleInWords } from '../../../shared/contract/rules.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ToneBadge } from '../../components/tone-badge.tsx'
import classes from './rules.module.css'
import { counted, criterionWords, detailWords } from './words.ts'

/** How a rule of the draft differs from the published one. */
export type DraftMark = 'added' | 'changed' | null

const markWords = { added: 'New in the draft', changed: 'Changed in the draft' }

function decidedWords({ made, otherwise }: RuleInWords['decisions']): string {
  if (made === 0) return 'No decision with it in the last 12 months'
  const decisions = `${counted(made, 'decision')} with it in 12 months`
  return otherwise === 0
    ? `${decisions}, all as suggested`
    : `${decisions}, ${otherwise} otherwise than suggested`
}

function changedWords({ changedBy, changedOn }: RuleInWords): string {
  if (changedBy === null) return 'As it came with the app'
  return `Last changed by ${changedBy}${changedOn === null ? '' : ` on ${formatDate(changedOn)}`}`
}

export interface RuleCardProps {
  rule: RuleInWords
  mark: DraftMark
  mayChange: boolean
  cardRef?: RefObject<HTMLElement | null>
  onDecisions: () => void
  onRetire: () => void
}

/** One rule as people read it: what it looks for and leads to, what a blank does, how it is founded and how it fared. */
export function RuleCard({ rule, mark, mayChange, cardRef, onDecisions, onRetire }: RuleCardProps) {
  const { id, name, sentence, notes, source, note, confidence, detailConfidence, enabled } = rule
  const [, navigate] = useLocation()
  return (
    <article
      ref={cardRef}
      tabIndex={cardRef ? -1 : undefined}
      data-asked={cardRef ? true : undefined}
      className={classes.card}
      aria-labelledby={`rule-${id}`}
    >
      <div className={classes.head}>
        <h4 id={`rule-${id}`}>
          <span className={classes.id}>{id}</span> {name}
        </h4>
        <span className={classes.headEnd}>
          {mark !== null && (
            <ToneBadge tone="info" icon={IconPencil}>
              {markWords[mark]}
            </ToneBadge>
          )}
          {!enabled && (
            <ToneBadge tone="neutral" icon={IconCircleOff}>
              Switched off
            </ToneBadge>
          )}
          {mayChange && (
            <>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPencil size={14} aria-hidden />}
                aria-label={`Change rule ${id}`}
                onClick={() => navigate(`/rules/edit/${id}`)}
              >
                Change
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={`More for rule ${id}`}>
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconCopy size={16} aria-hidden />}
                    onClick={() => navigate(`/rules/copy/${id}`)}
                  >
                    Copy as a new rule
                  </Menu.Item>
                  <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRetire}>
                    Retire…
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </>
          )}
        </span>
      </div>
      <p className={classes.sentence}>{sentence}</p>
      <div className={classes.foot}>
        <button
          type="button"
          className={classes.link}
          onClick={onDecisions}
          disabled={rule.decisions.made === 0}
        >
          {decidedWords(rule.decisions)}
        </button>
        <span>{changedWords(rule)}</span>
      </div>
      <details className={classes.more}>
        <summary>Blanks and source</summary>
        <ul>
          {notes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p>
          The criterion is {criterionWords[confidence]}; its number or exact action is{' '}
          {detailWords[detailConfidence]}.
        </p>
        {source !== '' && <p>Source: {source}</p>}
        {note !== '' && <p>Note: {note}</p>}
      </details>
    </article>
  )
}
