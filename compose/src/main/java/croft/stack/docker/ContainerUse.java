package croft.stack.docker;

/// What one container takes.
///
/// @param memory octets now
/// @param memoryLimit octets; 0: none
/// @param image as it was named when the container was made
public record ContainerUse(String service, long memory, long memoryLimit, String image) {}
