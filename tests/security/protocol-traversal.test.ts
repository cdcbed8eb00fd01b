import path from 'node:path'
import { expect, it } from 'vitest'
import { fileOfAddress } from '../../src/main/app/security/policies.ts'

const folder = path.resolve('/opt/cyp/out/renderer')

it.each([
  ['app://local/', 'index.html'],
  ['app://local/index.html', 'index.html'],
  ['app://local/index.html?x=1#/waiting-list', 'index.html'],
  ['app://local/assets/index-fsZKLwo8.js', 'assets/index-fsZKLwo8.js'],
  ['app://local/assets/atkinson%20bold.woff2', 'assets/atkinson bold.woff2'],
  ['app://local/assets/picture@2x.png', 'assets/picture@2x.png'],
])('serves %s', (address, file) => expect(fileOfAddress(address, folder)).toBe(path.join(folder, file)))

it.each([
  'app://local/../main/index.js',
  'app://local/assets/../../main/index.js',
  'app://local/%2e%2e/main/index.js',
  'app://local/%2E%2e/main/index.js',
  'app://local/.%2e/main/index.js',
  'app://local/%252e%252e/main/index.js',
  'app://local/..%2fmain/index.js',
  'app://local/..%5cmain%5cindex.js',
  'app://local/..\\main\\index.js',
  'app://local/%5c%5cserver%5cshare',
  'app://local//etc/passwd',
  'app://local/%2fetc/passwd',
  'app://local/c:/windows/win.ini',
  'app://local/index.html%00.png',
  'app://local/index.html%0a',
  'app://local/index.html::$DATA',
  'app://local/.hidden',
  'app://local/assets/.env',
  'app://local/%ff',
  'app://local/%',
  'app://evil/index.html',
  'app://local.evil/index.html',
  'file:///opt/cyp/out/renderer/index.html',
  '/index.html',
])('serves nothing at %s', (address) => expect(fileOfAddress(address, folder)).toBeNull())
