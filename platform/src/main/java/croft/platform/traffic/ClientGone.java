package croft.platform.traffic;

import java.io.IOException;

/// A request's body that will never end: whoever sent it is gone, or sent what nobody understands.
public final class ClientGone extends IOException {
    private static final long serialVersionUID = 1;

    ClientGone(String message) {
        super(message);
    }
}
