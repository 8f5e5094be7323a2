package moltis.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemoryFloorTest {

    @Test
    @DisplayName("pain 25: 256 MB are enough; with too little the start says so instead of hanging")
    void pain_25_too_little_memory_is_said_with_what_would_do() {
        assertThat(MemoryFloor.problem(256L << 20)).isEmpty();
        assertThat(MemoryFloor.problem(Long.MAX_VALUE)).isEmpty();

        assertThat(MemoryFloor.problem(128L << 20))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("128 MB")
                        .contains("256 MB")
                        .contains("Raise the limit"));
    }
}
