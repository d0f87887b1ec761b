import type { FunctionShape, Shape } from '../../model/surface.ts'
import type { SurfaceTable } from './shapes.ts'

/** What the gate tells the child before the package loads. */
export interface Hello {
  /** Path of the package's entry, relative to the host's folder. */
  readonly entry: string
  /** The package's module name, its key in `table`. */
  readonly home: string
  readonly table: SurfaceTable
  readonly functions: Readonly<Record<string, readonly FunctionShape[]>>
  readonly values: Readonly<Record<string, Shape>>
  /** Globals that the package's front matter does not grant; removed before it loads. */
  readonly remove: readonly string[]
}

/** What the child claims of the loaded package. */
export interface Ready {
  readonly exports: readonly { readonly name: string; readonly kind: 'function' | 'class' | 'value' }[]
}

/** The package could not be loaded. */
export interface NotReady {
  readonly failed: string
}
