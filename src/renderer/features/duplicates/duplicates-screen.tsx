import { Tabs } from '@mantine/core'
import { PageHeader } from '../../components/page-header.tsx'
import { LinksList, MergedList } from './decided-lists.tsx'
import { ReviewPairs } from './review-pairs.tsx'

/** Records that may be one child, for a person to decide, and what people decided before. */
export default function DuplicatesScreen() {
  return (
    <>
      <PageHeader
        title="Possible duplicates"
        description="Records that may be one child. A person decides; nothing is lost, and every decision can be taken back."
      />
      <Tabs defaultValue="review" keepMounted={false}>
        <Tabs.List aria-label="Possible duplicates">
          <Tabs.Tab value="review">To review</Tabs.Tab>
          <Tabs.Tab value="merged">Merged records</Tabs.Tab>
          <Tabs.Tab value="links">Twins, siblings and others</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="review" pt="md">
          <ReviewPairs />
        </Tabs.Panel>
        <Tabs.Panel value="merged" pt="md">
          <MergedList />
        </Tabs.Panel>
        <Tabs.Panel value="links" pt="md">
          <LinksList />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
