"""The settings in words, by subject: a label that a beginner knows; in the help the field's own term and its formula.

The order is that of the sidebar, where a setting stands below the one that it belongs to.
"""

NETWORK = {
    "hidden": (
        "Units in each hidden layer",
        r"From the input on, separated by commas: 20, 20 are two layers of 20 units. Each layer computes "
        r"$h^{(l)} = f(h^{(l-1)} W^{(l)} + b^{(l)})$.",
    ),
    "activation": (
        "Bend of a hidden unit",
        r"The *activation function* $f$ in $h = f(\sum_i w_i x_i + b)$. Without a bend (identity), any number of "
        r"layers does no more than one.",
    ),
    "output": (
        "Bend of an output unit",
        r"The *output activation*: identity for any numbers, sigmoid for numbers from 0 to 1, softmax for the "
        r"probabilities of classes, $p_k = e^{z_k} / \sum_j e^{z_j}$.",
    ),
    "initializer": (
        "Starting weights",
        r"The *initialisation*, which draws the weights before training: normal $N(0, s^2)$ or uniform $U(-s, s)$, "
        r"with the size $s$; or, for a layer of $n$ inputs and $m$ outputs, fan_in $U(0, 1) / n$, he $N(0, 2 / n)$, "
        r"xavier $N(0, 2 / (n + m))$ or uniform up to $\sqrt{6 / (n + m)}$.",
    ),
    "init_scale": (
        "Size of the starting weights",
        r"The *standard deviation* $s$ of normal weights, the *limit* $s$ of uniform ones.",
    ),
    "bias_initializer": (
        "Starting biases",
        r"Zeros, drawn the same way as the weights, or slightly negative, $-0.1 \cdot U(0, 1)$.",
    ),
    "biases": (
        "Biases",
        r"The $b$ in $\sum_i w_i x_i + b$: each unit its own, one shared by a layer, or each its own but all of a "
        r"layer moving alike.",
    ),
    "dtype": (
        "Digits of every number",
        "The *precision*: about 7 decimal digits with 32 bits, about 16 with 64.",
    ),
}

TRAINING = {
    "epochs": ("Epochs", "How often training goes through the rows."),
    "learning_rate": (
        "Learning rate",
        r"How long each step is: $w \leftarrow w - \eta\, \partial L / \partial w$. Too small a rate $\eta$ creeps, "
        r"too large a one explodes.",
    ),
    "batch_size": (
        "Rows per step",
        r"The *batch size* $n$: so many rows give the gradient of one step. 1 is a step for every row, 0 takes all "
        r"rows at once (*full batch*).",
    ),
    "reduction": (
        "Gradients of a batch",
        r"Their sum, $\sum_i \partial L_i / \partial w$, or their mean, $\frac1n \sum_i \partial L_i / \partial w$: "
        r"the sum takes steps $n$ times as long.",
    ),
    "loss": (
        "What counts as error",
        r"The *loss* $L$ that training makes small: mse $\frac1K \sum_k (\hat y_k - y_k)^2$, half_mse half of it, "
        r"half_squares $\frac12 \sum_k (\hat y_k - y_k)^2$, huber like half_mse, but only growing with the distance "
        r"beyond 1; cross-entropies $-\sum_k y_k \log \hat y_k$ for probabilities.",
    ),
    "optimizer": (
        "How a step is made",
        r"The *optimizer*: sgd goes straight down the gradient $g = \partial L / \partial w$; momentum and nesterov "
        r"keep some of the last step; rmsprop gives each weight a step of its own; adam does both.",
    ),
    "momentum": (
        "Share of the last step kept",
        r"The *momentum* $\beta$: $m \leftarrow \beta m + g$ and $w \leftarrow w - \eta m$. In adam it is $\beta_1$: "
        r"$m \leftarrow \beta_1 m + (1 - \beta_1) g$.",
    ),
    "decay": (
        "Share of the mean square kept",
        r"The *decay* $\beta$ (in adam $\beta_2$): $v \leftarrow \beta v + (1 - \beta) g^2$; each weight's step is "
        r"divided by $\sqrt v$.",
    ),
    "schedule": (
        "Learning rate over the epochs",
        r"The *schedule*, for epoch $e$ of $E$ counted from 0: constant; step $\eta \gamma^{\lfloor e / n \rfloor}$; "
        r"exponential $\eta \gamma^e$; cosine $\eta\, (1 + \cos(\pi e / E)) / 2$; thresholds: lower as soon as the "
        r"loss is.",
    ),
    "gamma": ("Factor of the learning rate", r"The $\gamma$ that the schedule multiplies the rate by again and again."),
    "every": ("Epochs between its falls", r"The $n$ of the schedule step: after so many epochs the rate falls."),
    "thresholds": (
        "Learning rate below each loss",
        "*Thresholds*, written loss: rate and separated by commas. Once the loss is below the one, the rate is at most "
        "the other.",
    ),
    "l1": (
        "Penalty on all weights",
        r"*L1 regularisation*: $\lambda \sum |w|$ is added to the loss, so that weights that help little become 0.",
    ),
    "l2": (
        "Penalty on large weights",
        r"*L2 regularisation*, or weight decay: $\frac\lambda2 \sum w^2$ is added to the loss, so that no weight grows "
        r"without need.",
    ),
    "dropout": (
        "Share of units left out",
        r"*Dropout*: in each step every hidden unit is left out with this probability $p$, and the others count "
        r"$1 / (1 - p)$ times.",
    ),
    "clip_value": (
        "Limit of each derivative",
        r"*Clipping by value*: every $\partial L / \partial w$ is cut to $[-c, c]$. 0 is no limit.",
    ),
    "clip_norm": (
        "Limit of the gradient's length",
        r"*Clipping by norm*: a gradient $g$ longer than $c$ becomes $c\, g / \|g\|$. 0 is no limit.",
    ),
    "evaluate_every": (
        "Epochs between measurements",
        "Loss and accuracy are measured after so many epochs; seldom saves time.",
    ),
    "running_loss": (
        "Loss right after each step",
        "The *running loss*: each batch is measured also just after the network was trained on it.",
    ),
    "snapshots": ("Epochs whose weights are kept", "The last one's always are."),
}

DATA = {
    "dataset": ("Data", "The name of the *data set*."),
    "data": ("Options of the data", "Such as step=0.1."),
    "shuffle": (
        "Order of the rows",
        "*Shuffling*: always is a new random order in every epoch, once is one random order for all, never is the "
        "order that the rows have.",
    ),
    "sample_every": ("Use every n-th row", "Only every n-th row of an epoch's order is trained on; 1 takes all."),
    "shift": (
        "Random shift in pixels",
        "*Augmentation*: in every epoch each image moves by up to so many pixels.",
    ),
}

SEEDS = {
    "replicates": (
        "Number of seeds",
        "Networks trained side by side that differ in nothing but their random numbers (*replicates*).",
    ),
    "seed": ("First seed", "Where all random numbers start: the same seed gives the same result again."),
}

SUBJECTS = {"Network": NETWORK, "Training": TRAINING, "Data": DATA, "Seeds": SEEDS}


def in_words(name):
    """The label, help and subject of a setting."""
    [(subject, (label, help))] = [(subject, rows[name]) for subject, rows in SUBJECTS.items() if name in rows]
    return {"label": label, "help": help, "subject": subject}
