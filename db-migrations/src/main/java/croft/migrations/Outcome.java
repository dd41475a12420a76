package croft.migrations;

import java.util.List;

/// How the database stands after the job.
public sealed interface Outcome {
    /// It is at the version this program knows.
    ///
    /// @param applied what this run applied, such as `001 journal`, in order; empty if nothing was
    ///   left to do
    /// @param version the schema's version
    record Migrated(List<String> applied, String version) implements Outcome {
        public Migrated {
            applied = List.copyOf(applied);
        }

        /// `applied 001 journal, 002 vault; the schema is at 002`
        @Override
        public String toString() {
            return (applied.isEmpty()
                            ? "nothing to apply"
                            : "applied " + String.join(", ", applied))
                    + "; the schema is at "
                    + version;
        }
    }

    /// A newer Croft has migrated it; nothing was changed.
    ///
    /// @param database the database's version
    /// @param known the newest that this program knows
    record Newer(String database, String known) implements Outcome {
        /// What was found, and what to do.
        @Override
        public String toString() {
            return "the database is at version "
                    + database
                    + ", this Croft knows versions up to "
                    + known
                    + " (start the newer Croft again, or restore a backup from before the upgrade)";
        }
    }
}
