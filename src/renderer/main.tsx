import './app/styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { BackendNotice } from './app/backend-notice.tsx'
import { openConnection } from './app/client.ts'
import { Providers } from './app/providers.tsx'
import { gate, routes } from './app/routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root element')

const connection = openConnection({ requestPort: () => window.cypWaits.connect(), target: window })
const watch = (signal: AbortSignal) => connection.client.changes.watch(undefined, { signal })

createRoot(root).render(
  <Providers source={connection} watch={watch}>
    <BackendNotice bridge={window.cypWaits}>
      <App
        routes={routes}
        gate={gate}
        onMenuCommand={(callback) => window.cypWaits.onMenuCommand(callback)}
      />
    </BackendNotice>
  </Providers>,
)
