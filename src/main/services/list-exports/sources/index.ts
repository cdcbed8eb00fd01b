import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { ServiceContext } from '../../context.ts'
import type { ListSource } from '../list-source.ts'
import { openedList, type OpenedList } from '../opened-list.ts'
import { openDataQuality } from './data-quality.ts'
import { openReturnCell } from './return-cell.ts'
import { openReturnCheck } from './return-check.ts'
import { openSignedCell } from './signed-cell.ts'
import { openTasks } from './tasks.ts'
import { openTriageInbox } from './triage-inbox.ts'
import { openWaitingList } from './waiting-list.ts'

type Open = (context: ServiceContext) => Promise<Result<OpenedList>>

/** What opens each list. A new list is a schema in the contract and a line here. */
function openerOf(asked: ExportedList): Open {
  switch (asked.list) {
    case 'waiting_list':
      return opening((context) => openWaitingList(context, asked))
    case 'return_cell':
      return opening((context) => openReturnCell(context, asked))
    case 'signed_cell':
      return opening((context) => openSignedCell(context, asked))
    case 'return_check':
      return opening((context) => openReturnCheck(context, asked))
    case 'tasks':
      return opening((context) => openTasks(context, asked))
    case 'triage_inbox':
      return opening((context) => openTriageInbox(context, asked))
    case 'data_quality':
      return opening((context) => openDataQuality(context, asked))
  }
}

function opening<Row>(open: (context: ServiceContext) => Promise<Result<ListSource<Row>>>): Open {
  return async (context) => {
    const source = await open(context)
    return source.ok ? ok(openedList(context.store.read, source.value)) : source
  }
}

/** Opens the list that somebody asked for; refused when it cannot be opened as asked. */
export function openList(context: ServiceContext, asked: ExportedList): Promise<Result<OpenedList>> {
  return openerOf(asked)(context)
}
