package croft.stack.report;

/// How a command ended, as its exit code says it; the numbers above 2 are those of `sysexits.h`.
public enum Exit {
    DONE(0),
    /// croft.yml has mistakes, or what was asked about is not as it should be.
    MISTAKES(1),
    /// The command line cannot be understood.
    USAGE(2),
    /// There is no croft.yml where one is expected.
    NO_INPUT(66),
    /// Something that is needed is not there: a free port, a running stack, a program.
    UNAVAILABLE(69),
    /// A fault of Croft's own.
    SOFTWARE(70),
    /// A file or folder cannot be written.
    CANNOT_WRITE(73),
    /// Another `croft up` has the folder; later it may work.
    BUSY(75),
    /// The data folder, or the machine, is not one that this version can work with.
    CONFIGURATION(78),
    /// Ctrl-C, as a shell tells it: 128 and the number of SIGINT.
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
