package croft.platform.service;

import java.net.InetAddress;
import java.nio.file.Path;

/// The variables that every service reads, checked; `docs/contracts/environment.md` says what they
/// mean. A bean in every service.
///
/// @param declaration of croft.yml, absolute
/// @param secrets a folder, absolute; it need not exist
/// @param state a folder that the service may write, absolute
/// @param managementAddress an address of this machine
/// @param managementPort 0 for any free one
public record ServiceEnvironment(
        Path declaration,
        Path secrets,
        Path state,
        InetAddress managementAddress,
        int managementPort,
        LogFormat log) {
    static ServiceEnvironment of(Variables variables) {
        return new ServiceEnvironment(
                variables.path("CROFT_DECLARATION"),
                variables.path("CROFT_SECRETS"),
                variables.path("CROFT_STATE"),
                variables
                        .read("CROFT_MANAGEMENT_ADDRESS", InetAddress::ofLiteral, "an IP address")
                        .orElseGet(() -> InetAddress.ofLiteral("127.0.0.1")),
                variables.port("CROFT_MANAGEMENT_PORT"),
                variables
                        .read(LogFormat.VARIABLE, LogFormat::of, "json or text")
                        .orElse(LogFormat.JSON));
    }
}
