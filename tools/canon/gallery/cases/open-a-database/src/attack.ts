import { DatabaseSync } from 'node:sqlite'

new DatabaseSync('/tmp/canon-gallery-was-here.db').exec('create table t (a)')
export const through: boolean = true
