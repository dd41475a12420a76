package croft.stack.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A fuzz target: a `@FuzzTest` of some module.
///
/// @param name as an operator types it
/// @param module whose tests it is among
/// @param type the test's class, with its package
/// @param method of the class
public record Target(String name, String module, String type, String method) {
    /// Every target there is.
    public static final List<Target> ALL =
            List.of(
                    edge("http1-request", "http.RequestFuzzTest", "areReadInOneWay"),
                    edge("http1-response", "http.ResponseFuzzTest", "areReadInOneWay"),
                    edge("http2-octets", "http2.ConnectionFuzzTest", "octetsBehindThePreface"),
                    edge("http2-frames", "http2.ConnectionFuzzTest", "framesThatAreAlmostRight"),
                    edge("hpack", "http2.HpackFuzzTest", "blocksMeanWhatTheyMeanToOthers"),
                    edge(
                            "proxy-protocol",
                            "listener.ProxyHeaderFuzzTest",
                            "headersAreReadInOneWay"),
                    edge(
                            "client-hello",
                            "tls.ClientHelloFuzzTest",
                            "onlyTheNamesOwnCertificateIsPresented"),
                    edge(
                            "structured-fields",
                            "cache.StructuredFuzzTest",
                            "sayTheSameWhenWrittenAgain"),
                    edge("cache-control", "cache.CacheControlFuzzTest", "noDirectiveIsLost"),
                    edge("ranges", "cache.RangesFuzzTest", "lieWithinTheWhole"),
                    edge("cache-rules", "cache.RulesFuzzTest", "decidesOnAnyFields"),
                    new Target(
                            "croft-yml",
                            "platform",
                            "croft.platform.declaration.DeclarationFuzzTest",
                            "givesADeclarationOrMistakes"));

    private static Target edge(String name, String type, String method) {
        return new Target(name, "edge-proxy", "croft.edge." + type, method);
    }

    public static Optional<Target> named(String name) {
        return ALL.stream().filter(target -> target.name.equals(name)).findFirst();
    }

    /// Where the inputs are that every build tries, below the folder of the source tree.
    public Path inputs() {
        return Path.of(module, "src/test/resources")
                .resolve(type.replace('.', '/') + "Inputs")
                .resolve(method);
    }

    /// The command that tries them again, in the folder of the source tree.
    public String replay() {
        return "mvn -q -Dquick -pl "
                + module
                + " -am test -Dtest="
                + type.substring(type.lastIndexOf('.') + 1)
                + "#"
                + method
                + " -Dsurefire.failIfNoSpecifiedTests=false";
    }
}
