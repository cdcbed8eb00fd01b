import { useQuery } from '@tanstack/react-query'
import { assertNever } from '../../../shared/result.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ChooseFile } from './choose-file.tsx'
import { ImportDone } from './import-done.tsx'
import type { ImportStep } from './import-job.ts'
import { ImportPreview } from './import-preview.tsx'
import { ImportSteps } from './import-steps.tsx'
import { MapColumns } from './map-columns.tsx'
import { Running } from './running.tsx'
import { UnderstoodColumns } from './understood-columns.tsx'
import { useImportJob } from './use-import-job.ts'
import classes from './import.module.css'

const descriptions: Partial<Record<ImportStep['at'], string>> = {
  choose: 'The list you keep already, or an extract of the record system. Nothing is saved until you say so.',
  columns: 'Which column of the file holds what.',
  preview: 'What the file would do. Nothing is saved yet.',
}

/** Importing a spreadsheet: the file, its columns, a check of every row, the saving, and the way back. */
export default function ImportScreen() {
  const [{ source, step }, job] = useImportJob()
  const procedures = useProcedures()
  const past = useQuery(procedures.imports.batches.queryOptions({ input: { limit: 200 } }))
  const knownSources = [...new Set((past.data?.rows ?? []).map((batch) => batch.source))]

  function body() {
    switch (step.at) {
      case 'choose':
        return (
          <>
            <ChooseFile
              refused={step.refused}
              onFile={(file) => void job.open(file)}
              onSheet={(sheet) => void job.chooseSheet(sheet)}
            />
            <UnderstoodColumns />
          </>
        )
      case 'opening':
        return (
          <Running
            title="Opening the file"
            fileName={step.fileName}
            progress={null}
            cancelLabel="Cancel"
            onCancel={job.cancel}
          />
        )
      case 'columns':
        return (
          <MapColumns
            inspection={step.inspection}
            mapping={step.mapping}
            source={source}
            knownSources={knownSources}
            refusal={step.refusal}
            onSheet={(sheet) => void job.chooseSheet(sheet)}
            onSource={job.setSource}
            onSourceLeft={() => void job.recallSource()}
            onMapping={job.setMapping}
            onCheck={() => void job.check()}
            onLeave={job.reset}
          >
            <UnderstoodColumns />
          </MapColumns>
        )
      case 'checking':
        return (
          <Running
            title="Checking every row. Nothing is saved."
            fileName={step.inspection.fileName}
            progress={step.progress}
            cancelLabel="Stop checking"
            onCancel={job.cancel}
          />
        )
      case 'preview':
        return (
          <ImportPreview
            fileName={step.inspection.fileName}
            draftId={step.draftId}
            counts={step.counts}
            mapping={step.mapping}
            refusal={step.refusal}
            onCounts={job.setCounts}
            onCommit={() => void job.commit()}
            onBack={job.backToColumns}
            onLeave={job.reset}
          />
        )
      case 'saving':
        return (
          <Running
            title={step.stopping ? 'Stopping' : 'Saving. It is all saved, or nothing.'}
            fileName={step.inspection.fileName}
            progress={step.progress}
            cancelLabel="Stop, and save nothing"
            isStopping={step.stopping}
            onCancel={job.cancel}
          />
        )
      case 'done':
        return (
          <ImportDone
            fileName={step.fileName}
            batchId={step.batchId}
            counts={step.counts}
            undone={step.undone}
            onUndone={job.markUndone}
            onAnother={job.reset}
          />
        )
      default:
        return assertNever(step, 'No such step')
    }
  }
  const description = descriptions[step.at]
  return (
    <>
      <PageHeader title="Import a spreadsheet" {...(description ? { description } : {})} />
      <ImportSteps at={step.at} />
      <div className={classes.screen}>{body()}</div>
    </>
  )
}
