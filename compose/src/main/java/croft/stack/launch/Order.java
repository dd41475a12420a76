package croft.stack.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/// What `croft up` was asked to run, and with what.
///
/// @param folder holds croft.yml, absolute
/// @param services in the order of the table on the terminal
/// @param listen where the edge listens
/// @param cache where PostgreSQL's programs may be kept for all stacks of this user
/// @param postgresVersion of the archive on the class path, such as `18.6.0`
/// @param training whether the services are started to leave archives of their classes
public record Order(
        Path folder,
        Installation installation,
        List<Service> services,
        Listen listen,
        Path cache,
        String postgresVersion,
        Schema schema,
        boolean training) {
    public Order {
        folder = folder.toAbsolutePath().normalize();
        services = List.copyOf(services);
    }

    /// An order for a stack that only runs to leave archives of the services' classes, on any free
    /// ports.
    public static Order forTraining(
            Path folder,
            Installation installation,
            List<Service> services,
            Path cache,
            String postgresVersion,
            Schema schema)
            throws IOException, CannotStart {
        FreePorts ports = new FreePorts(RandomGenerator.getDefault());
        Listen listen =
                new Listen(Listen.addresses("127.0.0.1"), ports.next(), ports.next(), ports.next());
        return new Order(
                folder, installation, services, listen, cache, postgresVersion, schema, true);
    }

    DataFolder data() {
        return DataFolder.of(folder);
    }

    Order listening(Listen elsewhere) {
        return new Order(
                folder,
                installation,
                services,
                elsewhere,
                cache,
                postgresVersion,
                schema,
                training);
    }

    /// The file that says what is hosted.
    Path declaration() {
        return folder.resolve("croft.yml");
    }

    /// Brings the database to the version that the services expect.
    @FunctionalInterface
    public interface Schema {
        /// Applies what is missing.
        ///
        /// @param url JDBC, without user and password
        /// @param secrets the folder of secrets
        /// @throws CannotStart if it cannot
        void apply(String url, Path secrets) throws CannotStart;
    }
}
