package croft.stack.figures;

/// CPU time in seconds.
public record Cpu(double user, double system) {
    public double seconds() {
        return user + system;
    }

    public Cpu since(Cpu before) {
        return new Cpu(user - before.user, system - before.system);
    }
}
