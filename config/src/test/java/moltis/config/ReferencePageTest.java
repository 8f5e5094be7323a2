package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferencePageTest {

    @Test
    void every_key_of_the_schema_has_a_row() {
        var specs = Defaults.specs();

        String page = ReferencePage.page(specs);

        assertThat(page.lines().filter(line -> line.startsWith("| `"))).hasSameSizeAs(specs);
        assertThat(page).contains("## `[server]`").contains("*secret*").contains("*not yet*");
    }
}
