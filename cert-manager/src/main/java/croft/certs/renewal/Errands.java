package croft.certs.renewal;

import croft.certs.issuance.Task;
import croft.certs.vault.Version;
import croft.platform.declaration.Declaration;

/// What takes long, and so is done beside the looks. Each call returns at once; what is begun again
/// while it is being done is not done twice.
interface Errands {
    /// Nobody who does anything, for installations that need no authority.
    Errands NONE =
            new Errands() {
                @Override
                public void issue(Task task) {
                    throw new IllegalStateException(
                            task.wanted() + ": nobody here speaks ACME (expected: local)");
                }

                @Override
                public void ask(Version version, Declaration declaration) {}

                @Override
                public void clear(Declaration declaration) {}
            };

    /// Gets a certificate from its authority.
    void issue(Task task);

    /// Asks an authority when it wants a version renewed.
    void ask(Version version, Declaration declaration);

    /// Deletes what ended orders have left in zones.
    void clear(Declaration declaration);
}
