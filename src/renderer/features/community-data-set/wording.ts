import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconXboxX } from '@tabler/icons-react'
import type { DataSetFieldReport } from '../../../shared/contract/community-data-set.ts'
import type { Tone } from '../../app/tokens.ts'
import type { IconComponent } from '../../components/tone-badge.tsx'

/** How serious what was found is: in words, a colour and an icon. */
export const levels: Record<DataSetFieldReport['level'], { words: string; tone: Tone; icon: IconComponent }> =
  {
    error: { words: 'Rejected', tone: 'danger', icon: IconXboxX },
    warning: { words: 'Gaps', tone: 'warning', icon: IconAlertTriangle },
    info: { words: 'Not held', tone: 'info', icon: IconInfoCircle },
    ok: { words: 'Right', tone: 'success', icon: IconCircleCheck },
  }

const requirements: Record<DataSetFieldReport['requirement'], string> = {
  M: 'Mandatory',
  R: 'Required',
  O: 'Optional',
  P: 'Pilot',
}

/** What the data set asks of a field; marked where the app only believes so. */
export function requirementWords({
  requirement,
  confidence,
}: Pick<DataSetFieldReport, 'requirement' | 'confidence'>): string {
  return confidence === 'published' ? requirements[requirement] : `${requirements[requirement]} *`
}

/** "1 row", "1,234 rows". */
export function rowsWords(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
}
