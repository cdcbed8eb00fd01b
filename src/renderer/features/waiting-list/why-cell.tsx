import { List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { WhyPopover } from '../../components/why-popover.tsx'

function Part({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <div>
      <Text fw={700}>{title}</Text>
      <List spacing={4}>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </div>
  )
}

/** Why a referral stands where it does in the list, read only when asked for. */
export function WhyCell({ referralId }: { referralId: string }) {
  const procedures = useProcedures()
  const [isOpened, setIsOpened] = useState(false)
  const why = useQuery(
    procedures.waitingList.why.queryOptions({ input: { referralId }, enabled: isOpened, staleTime: 0 }),
  )
  return (
    <WhyPopover
      question="Why here in the list?"
      label="Why here?"
      sentences={why.data?.order}
      problem={why.error ? refusalOf(why.error) : null}
      onOpen={() => setIsOpened(true)}
    >
      {why.data && (
        <>
          <Part title="How long" sentences={why.data.wait} />
          <Part title="Priority" sentences={why.data.priority} />
        </>
      )}
    </WhyPopover>
  )
}
