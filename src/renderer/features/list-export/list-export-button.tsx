import { Button, type ButtonProps } from '@mantine/core'
import { IconShare2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExportedListAsked } from '../../../shared/contract/list-exports.ts'
import { ListExportDialog } from './list-export-dialog.tsx'

export interface ListExportButtonProps extends Pick<ButtonProps, 'size' | 'variant' | 'color'> {
  /** The list as the screen asks for it, with its filters and its sort. */
  source: ExportedListAsked
  /** Ids of the columns on show, as the list's export knows them; all of them when left out. */
  columns?: readonly string[]
  /** Names are off on the screen: they stay off in files and on paper. */
  namesOff?: boolean
  label?: string
}

/** Takes a list out of the app, in the form that the person chooses: names, pseudonyms or counts; file or paper. */
export function ListExportButton({
  source,
  columns,
  namesOff = false,
  label = 'Export or print',
  size = 'sm',
  variant = 'subtle',
  color = 'gray',
}: ListExportButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        size={size}
        variant={variant}
        color={color}
        leftSection={<IconShare2 size={16} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <ListExportDialog
          source={source}
          {...(columns ? { onScreen: columns } : {})}
          namesOff={namesOff}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}
