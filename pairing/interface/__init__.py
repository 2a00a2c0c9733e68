"""What on a screen is not a message: bars, names, buttons, boxes to write in, what stands beside a window."""
