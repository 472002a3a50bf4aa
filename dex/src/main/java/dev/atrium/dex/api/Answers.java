package dev.atrium.dex.api;

import dev.atrium.kernel.Problem;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where the outcome of a call becomes an answer.
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /// A refusal is `UNKNOWN` with its text: callers compare that.
    static <T> void give(StreamObserver<T> observer, Supplier<T> call) {
        T answer;
        try {
            answer = call.get();
        } catch (ApiProblem refused) {
            observer.onError(
                    Status.UNKNOWN.withDescription(refused.getMessage()).asRuntimeException());
            return;
        } catch (Problem.Throttled tooEarly) {
            observer.onError(
                    Status.RESOURCE_EXHAUSTED
                            .withDescription(tooEarly.getMessage())
                            .asRuntimeException());
            return;
        } catch (RuntimeException fault) {
            LOG.error("a call failed", fault);
            observer.onError(
                    Status.INTERNAL
                            .withDescription("something failed on our side")
                            .asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
