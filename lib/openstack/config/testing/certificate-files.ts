import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAuthority } from '../../../kubernetes/testing/certificate.ts'

/** Paths of real files, since ours reads them. */
export interface CaseFiles {
  ca: string
  cert: string
  key: string
}

/** Files of a CA, of a client with its key in one file, and of the key alone. */
export const writeCertificates = async (folder: string): Promise<CaseFiles> => {
  const authority = await createAuthority()
  const { cert, key } = await authority.issue()
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  }
  return {
    ca: write('ca.pem', authority.ca),
    cert: write('cert.pem', `${cert}\n${key}`),
    key: write('key.pem', key),
  }
}
