import { readFile, rename, rm, writeFile } from 'node:fs/promises'

/** How many lines from the start of a file are done, kept beside it as `<file>.progress`. */
export class ProgressFile {
  private readonly path: string

  constructor(file: string) {
    this.path = `${file}.progress`
  }

  /** @returns lines done, 0 without a progress file. */
  async read(): Promise<number> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
      throw error
    }
    const lines = Number(text)
    if (!Number.isInteger(lines) || lines < 0)
      throw new Error(`${this.path} does not hold a number of lines; delete it to start over`)
    return lines
  }

  async write(lines: number): Promise<void> {
    await writeFile(`${this.path}.new`, `${lines}\n`)
    await rename(`${this.path}.new`, this.path)
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true })
  }
}
