package systole.models.recipe;

import java.util.Map;
import java.util.function.Function;
import systole.models.augment.AffineJitter;
import systole.models.augment.Brightness;
import systole.models.augment.ColourJitter;
import systole.models.augment.Contrast;
import systole.models.augment.Elastic;
import systole.models.augment.HorizontalFlip;
import systole.models.augment.RandomCrop;
import systole.nn.AdaDelta;
import systole.nn.AdaGrad;
import systole.nn.Adam;
import systole.nn.AdamW;
import systole.nn.AmsGrad;
import systole.nn.Augmentation;
import systole.nn.CentredRmsProp;
import systole.nn.Clipping;
import systole.nn.Initialiser;
import systole.nn.Loss;
import systole.nn.Momentum;
import systole.nn.Nesterov;
import systole.nn.Optimiser;
import systole.nn.RmsProp;
import systole.nn.Schedule;
import systole.nn.Sgd;
import systole.nn.Stopping;

/** What a recipe can choose from, by name, with the defaults of each. */
final class Choices {
    static final Map<String, Function<Settings, Optimiser>> OPTIMISERS = Map.ofEntries(
            Map.entry("sgd", _ -> new Sgd()),
            Map.entry("momentum", of -> new Momentum(of.number("momentum", 0.9))),
            Map.entry("nesterov", of -> new Nesterov(of.number("momentum", 0.9))),
            Map.entry("adagrad", _ -> new AdaGrad()),
            Map.entry("adadelta", _ -> new AdaDelta()),
            Map.entry("rmsprop", _ -> new RmsProp()),
            Map.entry("rmsprop-centred", _ -> new CentredRmsProp()),
            Map.entry("adam", of -> new Adam(of.number("meanDecay", 0.9), of.number("squareDecay", 0.999), of.number("epsilon", 1e-8))),
            Map.entry("amsgrad", _ -> new AmsGrad()),
            Map.entry("adamw", _ -> new AdamW()));

    static final Map<String, Function<Settings, Loss>> LOSSES = Map.of(
            "crossEntropy", _ -> Loss.crossEntropy(),
            "negativeLogLikelihood", _ -> Loss.negativeLogLikelihood(),
            "meanSquaredError", _ -> Loss.meanSquaredError(),
            "meanAbsoluteError", _ -> Loss.meanAbsoluteError(),
            "hinge", of -> Loss.hinge(of.number("margin", 1)));

    static final Map<String, Function<Settings, Initialiser>> INITIALISERS = Map.of(
            "constant", of -> Initialiser.constant(of.number("value", 0)),
            "normal", of -> Initialiser.normal(of.number("deviation", 0.1)),
            "truncatedNormal", of -> Initialiser.truncatedNormal(of.number("deviation", 0.1)),
            "xavier", _ -> Initialiser.xavier(),
            "xavierUniform", _ -> Initialiser.xavierUniform(),
            "he", _ -> Initialiser.he(),
            "heUniform", _ -> Initialiser.heUniform());

    static final Map<String, Function<Settings, Clipping>> CLIPPINGS = Map.of(
            "none", _ -> Clipping.NONE,
            "value", of -> Clipping.byValue(of.number("limit", 1)),
            "norm", of -> Clipping.byNorm(of.number("limit", 1)));

    static final Map<String, Function<Settings, Stopping>> STOPPINGS = Map.of(
            "never", _ -> Stopping.NEVER,
            "withoutProgress", of -> Stopping.withoutProgress(of.whole("patience", 5), of.number("progress", 0)));

    static final Map<String, Function<Settings, Augmentation>> AUGMENTATIONS = Map.of(
            "affine", of -> new AffineJitter(of.number("degrees", 0), of.number("scale", 0), of.number("shear", 0), of.number("shift", 0)),
            "crop", of -> new RandomCrop(of.whole("border", 4)),
            "flip", of -> new HorizontalFlip(of.number("probability", 0.5)),
            "brightness", of -> new Brightness(of.number("limit", 0.2)),
            "contrast", of -> new Contrast(of.number("limit", 0.2)),
            "colour", of -> new ColourJitter(of.number("limit", 0.2)),
            "elastic", of -> new Elastic(of.number("strength", 34), of.number("smoothness", 4)));

    private Choices() {
    }

    /** Schedules of a learning rate. */
    static Map<String, Function<Settings, Schedule>> schedules(double rate) {
        return Map.of(
                "constant", _ -> Schedule.constant(rate),
                "step", of -> Schedule.step(rate, of.whole("epochs", 10), of.number("factor", 0.1)),
                "exponential", of -> Schedule.exponential(rate, of.number("factor", 0.95)),
                "cosine", _ -> Schedule.cosine(rate),
                "plateau", of -> Schedule.reduceOnPlateau(rate, of.number("factor", 0.1), of.whole("patience", 10)));
    }
}
