# Stands in for FashionRef.Cli.dll: notes what it is asked, and leaves the files that the real program would.
here=$(dirname "$0")
artifacts=$here/artifacts

# What the build asks for itself is not noted.
asked=
for option in "$@"; do
    case $option in
    --result-file=*) result_file=${option#--result-file=} ;;
    --result-id=*) result_id=${option#--result-id=} ;;
    --end-with-input) ;;
    *) asked="$asked $option" ;;
    esac
done
echo "${asked# }" >> "$here/asked.txt"

made=

# Ends with the exit code, and says so and what was made, unless it is to end as a program that was killed.
end() {
    if [ ! -f "$here/$1.no-result" ]; then
        mkdir -p "$(dirname "$result_file")"
        printf '%s\n%s\n%s' "$result_id" "$2" "$made" > "$result_file"
    fi
    exit "$2"
}

# Waits until it is told to stop, which is what the end of the input says.
if [ -f "$here/$1.waits" ]; then
    echo $PPID > "$here/$1.parent.tmp"
    mv "$here/$1.parent.tmp" "$here/$1.parent"
    cat > /dev/null
    echo "$1 was told to stop" >> "$here/asked.txt"
    end "$1" 130
fi

if [ -f "$here/$1.stdout" ]; then
    cat "$here/$1.stdout"
fi

if [ -f "$here/$1.stderr" ]; then
    cat "$here/$1.stderr" >&2
fi

# The verdict of a gate is there however it ends.
for option in "$@"; do
    case $option in
    --json=*)
        if [ -f "$here/gate.json" ]; then
            mkdir -p "$(dirname "${option#--json=}")"
            cp "$here/gate.json" "${option#--json=}"
        fi
        ;;
    esac
done

if [ -f "$here/$1.exit-code" ]; then
    end "$1" "$(cat "$here/$1.exit-code")"
fi

case $1 in
fetch)
    mkdir -p "$artifacts/data"
    for name in train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte; do
        echo data > "$artifacts/data/$name"
    done
    ;;
train)
    models="1 2"
    for option in "$@"; do
        case $option in --model=*) models=${option#--model=} ;; esac
    done

    for model in $models; do
        folder=$artifacts/runs/model$model
        mkdir -p "$folder"
        echo '{}' > "$folder/run.json"
        if [ ! -f "$here/train.names-none" ]; then
            made="$made$folder/run.json
"
        fi
    done
    ;;
report)
    mkdir -p "$artifacts/report"
    echo page > "$artifacts/report/index.html"
    ;;
esac

end "$1" 0
