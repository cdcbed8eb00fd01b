import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { formatNhsNumber } from '../../shared/format/nhs-number.ts'
import { useAnnounce } from '../app/announcer.tsx'
import { useCellTabIndex } from './data-grid/cell-focus.ts'
import { copyText } from './data-grid/copy.ts'
import classes from './facts.module.css'

export interface NhsNumberTextProps {
  /** Ten digits. */
  nhsNumber: string | null
  /** Adds a button that copies the digits. */
  copyable?: boolean
}

/** An NHS number in groups of 3, 3 and 4, never broken over lines. */
export function NhsNumberText({ nhsNumber, copyable = false }: NhsNumberTextProps) {
  const announce = useAnnounce()
  const tabIndex = useCellTabIndex()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  if (nhsNumber === null) return <span className={classes.missing}>Not known</span>
  if (!copyable) return <span className="cw-nowrap">{formatNhsNumber(nhsNumber)}</span>
  async function copy(digits: string): Promise<void> {
    const done = await copyText(digits)
    setCopied(done)
    announce(done ? 'NHS number copied' : 'The clipboard is not available', !done)
  }
  return (
    <span className={classes.inline}>
      {formatNhsNumber(nhsNumber)}
      <Tooltip label={copied ? 'Copied' : 'Copy'}>
        <ActionIcon
          size={24}
          tabIndex={tabIndex}
          aria-label="Copy the NHS number"
          onClick={() => void copy(nhsNumber)}
        >
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      </Tooltip>
    </span>
  )
}
