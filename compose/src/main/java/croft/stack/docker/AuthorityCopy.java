package croft.stack.docker;

import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.nio.file.Path;

/// The local authority's certificate, brought from cert-manager's container to where it is without
/// containers, so that browsers can be made to trust it.
public final class AuthorityCopy {
    private static final String SERVICE = "cert-manager";
    private static final String FILE = "local-authority.pem";

    private AuthorityCopy() {}

    /// Copies it; nothing happens where there is none.
    public static void take(ContainerStack stack, OperatorFolder folder)
            throws IOException, InterruptedException, CannotStart {
        Path to = folder.data().state(SERVICE).resolve(FILE);
        stack.copy(SERVICE, "/state/" + FILE, to);
    }
}
