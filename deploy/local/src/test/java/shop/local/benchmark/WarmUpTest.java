package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.local.benchmark.WarmUp.Lap;

class WarmUpTest {
    private static final Lap CALM = new Lap(1_000, WarmUp.COMPILED, WarmUp.QUEUED, true);

    @Test
    void is_over_after_some_calm_laps_in_a_row() {
        var laps = new ArrayList<>(List.of(new Lap(1_000, 900, 40, true)));
        laps.addAll(Collections.nCopies(WarmUp.CALM_LAPS - 1, CALM));

        assertThat(WarmUp.isOver(laps)).isFalse();

        laps.add(CALM);

        assertThat(WarmUp.isOver(laps)).isTrue();
    }

    @Test
    void goes_on_while_methods_wait() {
        assertThat(WarmUp.isOver(afterCalmOnes(new Lap(1_000, 0, WarmUp.QUEUED + 1, true))))
                .isFalse();
    }

    @Test
    void goes_on_while_many_methods_are_compiled_although_none_waits() {
        assertThat(WarmUp.isOver(afterCalmOnes(new Lap(1_000, WarmUp.COMPILED + 1, 0, true))))
                .isFalse();
    }

    @Test
    void compares_the_compiled_methods_to_the_responses_because_a_busy_machine_answers_few() {
        assertThat(WarmUp.isOver(afterCalmOnes(new Lap(100, WarmUp.COMPILED, 0, true))))
                .isFalse();
        assertThat(WarmUp.isOver(afterCalmOnes(new Lap(10_000, 10 * WarmUp.COMPILED, 0, true))))
                .isTrue();
    }

    @Test
    void goes_on_while_nothing_is_answered() {
        assertThat(WarmUp.isOver(afterCalmOnes(new Lap(0, 0, 0, true)))).isFalse();
    }

    @Test
    void executables_are_warm_after_the_same_laps() {
        assertThat(WarmUp.isOver(Collections.nCopies(WarmUp.CALM_LAPS, new Lap(1_000, 0, 0, true))))
                .isTrue();
    }

    @Test
    void does_not_end_while_a_compiler_is_not_heard_of() {
        assertThat(WarmUp.isOver(Collections.nCopies(WarmUp.CALM_LAPS, new Lap(1_000, 0, 0, false))))
                .isFalse();
    }

    private static List<Lap> afterCalmOnes(Lap last) {
        var laps = new ArrayList<>(Collections.nCopies(WarmUp.CALM_LAPS, CALM));
        laps.add(last);
        return laps;
    }
}
