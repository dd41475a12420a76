package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of hostile messages are all there: a table that is read as empty would show nothing.
class RawCaseTest {
    @ParameterizedTest
    @CsvSource({"smuggling.cases, 200", "injection.cases, 80", "desync.cases, 70"})
    void aTableHasManyRowsAndEachANameOfItsOwn(String table, int least) {
        List<RawCase> rows = RawCase.read(table);
        assertThat(rows).hasSizeGreaterThanOrEqualTo(least);
        assertThat(rows).extracting(RawCase::name).doesNotHaveDuplicates();
    }
}
