import { useQuery } from '@tanstack/react-query'
import { IconMail } from '@tabler/icons-react'
import { Link } from 'wouter'
import { useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import classes from './letters.module.css'

/** How many letters wait to be sent, are held, or came back; nothing while there are none. */
export function LettersToSend() {
  const procedures = useProcedures()
  const { data } = useQuery(procedures.letters.counts.queryOptions())
  if (!data || data.toSend + data.held + data.returned === 0) return null
  const words = [
    data.toSend > 0 && `${formatCount(data.toSend)} to send`,
    data.held > 0 && `${formatCount(data.held)} held for a person`,
    data.returned > 0 && `${formatCount(data.returned)} came back`,
  ].filter((each) => each !== false)
  return (
    <p className={classes.today}>
      <IconMail size={16} aria-hidden />
      <Link href="/letters">Letters: {words.join(', ')}</Link>
    </p>
  )
}
