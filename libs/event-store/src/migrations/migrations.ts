/** What makes a lib's tables, by the kind of database: TypeORM migrations, each with its way back. */
export interface Migrations {
  readonly sqlite: readonly Function[];
  readonly postgres: readonly Function[];
}
