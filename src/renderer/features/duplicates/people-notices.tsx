import { Anchor, Button, Group, Text } from '@mantine/core'
import { IconArrowMerge, IconCopy, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ChildPage, SimilarChild } from '../../../shared/contract/children.ts'
import type { LinkKind, Merge, PersonLink } from '../../../shared/contract/people.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateText } from '../../components/date-text.tsx'
import { Notice } from '../../components/notice.tsx'
import { TakeBack, Unmerge } from './ask-reason.tsx'
import classes from './duplicates.module.css'
import { FindOther } from './find-other.tsx'

const verdictWords: Record<SimilarChild['verdict'], string> = {
  same_nhs_number: 'has the same NHS number',
  likely: 'is likely to be the same child',
  possible: 'may be the same child',
}
const linkWords: Record<LinkKind, string> = {
  twin: 'Twin of',
  sibling: 'Sibling of',
  not_same: 'Not the same child as',
}

/** What a child is to others: records merged into it, twins and siblings, and who may be the same child. */
export function PeopleNotices({ page }: { page: ChildPage }) {
  const { person } = useWork()
  const [undoing, setUndoing] = useState<Merge | null>(null)
  const [takingBack, setTakingBack] = useState<PersonLink | null>(null)
  const [isFinding, setIsFinding] = useState(false)
  const { child, similar, links, merged, mergedFrom, sameServiceTwice } = page
  const mayDecide = mayCall(access.people.link, person.roles)
  const name = displayName(child)
  const undo = (merge: Merge) =>
    mayDecide &&
    (merge.whyKeep ?? (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Undo the merge of ${merge.mergedName}`}
        onClick={() => setUndoing(merge)}
      >
        Undo the merge…
      </Button>
    ))
  return (
    <>
      {mergedFrom !== null && (
        <Notice
          tone="info"
          icon={IconArrowMerge}
          role="status"
          title={`The record you opened, ${mergedFrom.mergedName}, is merged into this one`}
        >
          <span>
            On <DateText date={mergedFrom.mergedOn} /> by {mergedFrom.mergedBy}: {mergedFrom.reason}
          </span>
        </Notice>
      )}
      {sameServiceTwice.map((service) => (
        <Notice
          key={service}
          tone="warning"
          icon={IconCopy}
          title={`Same service twice: two open referrals to ${service}`}
        >
          <span>Close the one that is not needed, as registered in error where it is the same referral.</span>
        </Notice>
      ))}
      {similar.map((pair) => (
        <Notice
          key={pair.pairId}
          tone="warning"
          icon={IconUsers}
          title={`${displayName({ ...pair, preferredName: null })}, born ${formatDate(pair.dateOfBirth)}, ${verdictWords[pair.verdict]}`}
        >
          <Group gap="sm">
            <Text>
              {pair.agrees.length > 0 && `Agrees: ${pair.agrees.join(', ')}.`}
              {pair.differs.length > 0 && ` Differs: ${pair.differs.join(', ')}.`}
            </Text>
            <Button
              component={Link}
              href={`/duplicates/${child.id}/${pair.childId}`}
              variant="default"
              size="compact-sm"
            >
              {mayDecide ? 'Compare and decide' : 'Compare'}
            </Button>
          </Group>
        </Notice>
      ))}
      {(links.length > 0 || merged.length > 0 || mayDecide) && (
        <ul className={classes.people} aria-label="Twins, siblings and merged records">
          {links.map((link) => (
            <li key={link.linkId}>
              <IconUsers size={16} aria-hidden />
              <span>
                {linkWords[link.kind]}{' '}
                <Anchor component={Link} href={`/children/${link.childId}`}>
                  {link.name}
                </Anchor>
                , noted on <DateText date={link.decidedOn} /> by {link.decidedBy}
                {link.reason !== null && `: ${link.reason}`}
              </span>
              {mayDecide && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`Take back: ${linkWords[link.kind]} ${link.name}`}
                  onClick={() => setTakingBack(link)}
                >
                  Take back…
                </Button>
              )}
            </li>
          ))}
          {merged.map((merge) => (
            <li key={merge.mergeId}>
              <IconArrowMerge size={16} aria-hidden />
              <span>
                {merge.mergedName} was merged into{' '}
                {merge.survivorId === child.id ? 'this record' : merge.survivorName} on{' '}
                <DateText date={merge.mergedOn} /> by {merge.mergedBy}: {merge.reason}
              </span>
              {undo(merge)}
            </li>
          ))}
          {mayDecide && (
            <li>
              <Button variant="subtle" size="compact-sm" onClick={() => setIsFinding(true)}>
                Same child, twin or sibling of another…
              </Button>
            </li>
          )}
        </ul>
      )}
      {undoing && <Unmerge merge={undoing} onClose={() => setUndoing(null)} />}
      {takingBack && (
        <TakeBack
          link={{ ...takingBack, names: `${name} and ${takingBack.name}` }}
          onClose={() => setTakingBack(null)}
        />
      )}
      {isFinding && <FindOther childId={child.id} onClose={() => setIsFinding(false)} />}
    </>
  )
}
