package croft.stack;

final class DockerEngine {
    static void require() {}
}
