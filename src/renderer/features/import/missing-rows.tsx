import { useLocation } from 'wouter'
import type { MissingFromFileRow } from '../../../shared/contract/imports.ts'
import { type ReferralStatus, referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { IconUserQuestion } from '@tabler/icons-react'
import { useMemo } from 'react'

const rowKey = (row: MissingFromFileRow) => row.referralId
const nameOf = (row: MissingFromFileRow) => displayName({ ...row, preferredName: null })

/** Open referrals that earlier files of this source told of and this one does not: a list to check. */
export function MissingRows({ draftId, revision }: { draftId: string; revision: string }) {
  const client = useClient()
  const { services } = useWork()
  const [, navigate] = useLocation()
  const source = usePagedRows<MissingFromFileRow>({
    queryKey: ['import-missing', draftId, revision],
    fetchPage: (page, signal) => client.imports.missingFromFile({ draftId, ...page }, { signal }),
  })
  const columns = useMemo<Column<MissingFromFileRow>[]>(
    () => [
      { id: 'name', header: 'Child', width: 240, sticky: true, rowHeader: true, opens: true, text: nameOf },
      { id: 'born', header: 'Born', width: 128, text: (row) => formatDate(row.dateOfBirth) },
      {
        id: 'service',
        header: 'Service',
        width: 240,
        text: (row) => services.find(({ id }) => id === row.serviceId)?.name ?? row.serviceId,
      },
      { id: 'received', header: 'Received', width: 128, text: (row) => formatDate(row.receivedDate) },
      {
        id: 'status',
        header: 'Stands at',
        width: 200,
        text: (row) => referralStatusLabels[row.status as ReferralStatus] ?? row.status,
      },
    ],
    [services],
  )
  return (
    <>
      <Notice tone="info" icon={IconUserQuestion} title="A list to check, never a removal">
        <span>
          These are open here and came from this source before, but this file does not mention them. Importing
          leaves every one of them waiting. Open a child to find out why.
        </span>
      </Notice>
      <DataGrid
        label="On our list, not in this file"
        noun={{ one: 'referral', many: 'referrals' }}
        columns={columns}
        source={source}
        rowKey={rowKey}
        rowLabel={nameOf}
        sortWords="first registered first"
        onOpen={(row) => navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
        empty={
          <EmptyState title="Nobody is missing from this file">
            Every open referral that came from this source before is in it, or none came from it before.
          </EmptyState>
        }
      />
    </>
  )
}
